package com.pazpaz.domain.model.planted;

import com.pazpaz.application.port.in.ViewClientUseCase;

/** A value that calls the application. */
public record KnowsAUseCase(ViewClientUseCase view) {}
