package com.pazpaz.adapter.rest.planted;

import com.pazpaz.bootstrap.Settings;

/** An adapter that asks who put it together. */
public record KnowsTheBootstrap(Settings settings) {}
