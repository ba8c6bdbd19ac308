package com.pazpaz.domain.phi;

import com.google.errorprone.annotations.RestrictedApi;
import com.pazpaz.domain.model.ProtectedField;
import java.util.Objects;

/**
 * One protected value, in the text form in which it is encrypted.
 *
 * <p>Any well-formed Unicode text is kept as it is, to the character: whether a <em>new</em> value obeys today's rules
 * is for {@link PhiRules} to say, so that a stored one that does not can still be read.
 */
public abstract sealed class Phi permits PersonName, EmailAddress, PhoneNumber, DateOfBirth, FreeText, Tags {

    private final String text;

    Phi(String text) {
        this.text = Objects.requireNonNull(text, "text");
    }

    /** The value of a field, as it was stored. */
    public static Phi of(ProtectedField field, String text) {
        return switch (field.kind()) {
            case NAME -> new PersonName(text);
            case EMAIL -> new EmailAddress(text);
            case PHONE -> new PhoneNumber(text);
            case DATE -> new DateOfBirth(text);
            case TEXT -> new FreeText(text);
            case TAGS -> new Tags(text);
        };
    }

    /** The plaintext. From here on nothing guards it. */
    @RestrictedApi(
            explanation = "Plaintext leaves its PHI type only where @RevealsPhi says why it must",
            link = "docs/ENCRYPTION_ARCHITECTURE.md",
            allowedOnPath = ".*/src/(test|jmh)/java/.*",
            allowlistAnnotations = RevealsPhi.class)
    public final String reveal() {
        return text;
    }

    /** Equal when of the same type and the same to the character. Not constant in time: never compare secrets so. */
    @Override
    public final boolean equals(Object other) {
        return other instanceof Phi that && getClass() == that.getClass() && text.equals(that.text);
    }

    @Override
    public final int hashCode() {
        return text.hashCode();
    }

    /** The name of the type and nothing of the value, not even its length. */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[redacted]";
    }
}
