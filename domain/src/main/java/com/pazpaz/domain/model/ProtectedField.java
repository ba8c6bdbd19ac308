package com.pazpaz.domain.model;

/**
 * A field that says something about a person, and is therefore stored only as ciphertext.
 *
 * <p>The enums that implement this interface are the registry: encryption, record MAC, the members of the API and
 * the checks of the schema all follow from their constants.
 */
public interface ProtectedField {

    /** The member name in the API, the column name, and the name that the ciphertext is bound to. It never changes. */
    String logicalName();

    /** How the value is written as text, and which rule applies to new values. */
    FieldKind kind();

    /** The most characters (Unicode code points) that a new value may have. */
    int maxLength();

    /** Whether a record without this field is refused. */
    boolean required();
}
