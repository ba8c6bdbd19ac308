package com.pazpaz.domain.phi.planted;

/** Prints its content. */
public record RecordType(String text) {}
