package com.pazpaz.adapter.rest.planted;

import com.pazpaz.adapter.migration.Connections;

/** Could not do without what is taken away one day. */
public record NeedsTheScaffold(Connections connections) {}
