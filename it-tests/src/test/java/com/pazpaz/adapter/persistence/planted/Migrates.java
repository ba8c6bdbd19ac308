package com.pazpaz.adapter.persistence.planted;

import org.flywaydb.core.Flyway;

/** A migration away from the schema. */
public record Migrates(Flyway flyway) {}
