package com.pazpaz.application.port.in;

import com.pazpaz.domain.model.Origin;

/** Puts on record that someone was not let in. Of what they showed, nothing is kept. */
public interface RecordFailedLoginUseCase {

    void failed(Origin origin);
}
