package com.pazpaz.adapter.persistence;

/** The version of the schema. */
public final class SchemaVersion {

    /** The one that this release was made for: its newest migration. */
    public static final int EXPECTED = 10;

    private SchemaVersion() {}
}
