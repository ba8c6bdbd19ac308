package com.pazpaz.domain.phi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks code that takes plaintext out of its PHI type, and says why it must.
 *
 * <p>The compiler refuses {@link Phi#reveal()} elsewhere; the architecture tests list the few classes that may carry
 * this mark.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface RevealsPhi {

    /** The reason, for whoever audits the places where plaintext leaves. */
    String value();
}
