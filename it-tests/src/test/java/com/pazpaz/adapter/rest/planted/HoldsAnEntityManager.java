package com.pazpaz.adapter.rest.planted;

import jakarta.persistence.EntityManager;

/** A resource that queries the database itself. */
public record HoldsAnEntityManager(EntityManager entities) {}
