package com.pazpaz.domain.model;

/** How the value of a protected field is written as text before it is encrypted. */
public enum FieldKind {
    /** A name of a person, as they write it. */
    NAME,
    /** An e-mail address. */
    EMAIL,
    /** A telephone number, as written. */
    PHONE,
    /** A date of birth, ISO {@code YYYY-MM-DD}. */
    DATE,
    /** Free text. */
    TEXT,
    /** A list of short texts, as a JSON array of strings. */
    TAGS
}
