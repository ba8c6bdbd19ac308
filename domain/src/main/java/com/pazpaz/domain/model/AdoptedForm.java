package com.pazpaz.domain.model;

import java.util.regex.Pattern;

/**
 * The form in which an earlier PazPaz, written in Python, has left the encrypted values of a column. An operator says
 * which one a column has; it is never found by trying.
 */
public sealed interface AdoptedForm {

    /** How an operator writes it, and what {@link #parse} reads back. */
    String spelling();

    /**
     * Reads {@code python-text}, {@code python-binary}, or {@code python-unversioned:} and the name of a key.
     *
     * @throws IllegalArgumentException if the text is anything else; the message says what to write, and is silent on it
     */
    static AdoptedForm parse(String text) {
        if (text.equals(PythonText.SPELLING)) {
            return new PythonText();
        }
        if (text.equals(PythonBinary.SPELLING)) {
            return new PythonBinary();
        }
        if (text.startsWith(PythonUnversioned.PREFIX)) {
            return new PythonUnversioned(text.substring(PythonUnversioned.PREFIX.length()));
        }
        throw new IllegalArgumentException("A form of encrypted values is written " + PythonText.SPELLING + ", "
                + PythonBinary.SPELLING + ", or " + PythonUnversioned.PREFIX + " and the name of a key, as in "
                + PythonUnversioned.PREFIX + "LEGACY");
    }

    /** A form of values that are text. */
    sealed interface OfText extends AdoptedForm permits PythonText {}

    /** A form of values that are bytes. */
    sealed interface OfBytes extends AdoptedForm permits PythonBinary, PythonUnversioned {}

    /**
     * {@code v1:nonce:ciphertext}, the last two in base64 with padding (RFC 4648 section 4), the tag at the end of the
     * ciphertext. The version is that of the key.
     */
    record PythonText() implements OfText {

        private static final String SPELLING = "python-text";

        @Override
        public String spelling() {
            return SPELLING;
        }
    }

    /** The characters {@code v1:}, which name the version of the key, then nonce, ciphertext and tag as they are. */
    record PythonBinary() implements OfBytes {

        private static final String SPELLING = "python-binary";

        @Override
        public String spelling() {
            return SPELLING;
        }
    }

    /**
     * Nonce, ciphertext and tag as they are, whatever they begin with.
     *
     * @param key the name of the key, which the values do not tell: at most 40 capital letters, digits and underscores,
     *     the first a letter. {@code V1} is the name of version 1 of the key
     */
    record PythonUnversioned(String key) implements OfBytes {

        private static final String PREFIX = "python-unversioned:";

        private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");
        private static final Pattern NO_VERSION = Pattern.compile("V(0[0-9]*|[0-9]{10,})");

        public PythonUnversioned {
            if (!NAME.matcher(key).matches() || NO_VERSION.matcher(key).matches()) {
                throw new IllegalArgumentException("The name of a key is at most 40 capital letters, digits and"
                        + " underscores after a letter, as in " + PREFIX
                        + "LEGACY. One that is a version has no leading"
                        + " zero, as in " + PREFIX + "V1");
            }
        }

        @Override
        public String spelling() {
            return PREFIX + key;
        }
    }
}
