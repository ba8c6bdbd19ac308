package com.pazpaz.application.port.out.crypto;

import com.pazpaz.domain.model.AdoptedForm;

/**
 * A value that was encrypted elsewhere, and is not what it was said to be. Whose value it is, the caller knows. It holds
 * nothing of the value, and never a cause: a provider's message could quote bytes.
 */
public final class UnreadableAdoptedValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private UnreadableAdoptedValueException(String message) {
        super(message);
    }

    /** A value does not have the shape of this form: whatever else it is, no key was tried on it. */
    public static UnreadableAdoptedValueException otherThan(AdoptedForm form) {
        return new UnreadableAdoptedValueException("A value is not in the form " + form.spelling()
                + ". Look how its column is encrypted, and name that form; restore the value if it alone was changed");
    }

    /**
     * A value has the shape of this form, and does not verify.
     *
     * @param key where an operator finds the one key that was tried
     */
    public static UnreadableAdoptedValueException unverified(AdoptedForm form, String key) {
        return new UnreadableAdoptedValueException("A value in the form " + form.spelling() + " did not verify with "
                + key + ". Check that this is the key it was encrypted under, and that this is its form;"
                + " restore the value if others of its column verify");
    }
}
