package com.pazpaz.domain.model.planted;

import jakarta.json.JsonObject;

/** A value that knows how it is sent. */
public record KnowsJson(JsonObject json) {}
