package com.pazpaz.application.port.out.keys.planted;

import com.pazpaz.domain.phi.PersonName;

/** A port of key stores that knows a person. */
public interface NamesAPerson {

    PersonName owner();
}
