package com.pazpaz.application.port.in.planted;

import com.pazpaz.application.service.ViewClientService;

/** A port that names who does the work. */
public interface KnowsItsService {

    ViewClientService service();
}
