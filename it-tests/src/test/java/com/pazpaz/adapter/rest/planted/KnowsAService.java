package com.pazpaz.adapter.rest.planted;

import com.pazpaz.application.service.ViewClientService;

/** An adapter that goes around the interface of a use case. */
public record KnowsAService(ViewClientService view) {}
