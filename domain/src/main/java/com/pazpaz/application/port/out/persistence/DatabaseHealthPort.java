package com.pazpaz.application.port.out.persistence;

import java.util.Optional;

/** Tells whether the database can serve. Never throws. */
public interface DatabaseHealthPort {

    /**
     * Why the database cannot serve, in words for an operator: it is out of reach, or its schema is older than the
     * one that this version of PazPaz was made for.
     */
    Optional<String> problem();
}
