/**
 * PLAINTEXT about a person (PHI, 45 CFR 160.103).
 *
 * <p>What lives here must never be logged, printed, serialised, or handed to persistence. So the types are final
 * classes, not records (a record prints its content), their {@code toString} reveals nothing, they are not
 * {@code Serializable}, and the text leaves through one method, {@link com.pazpaz.domain.phi.Phi#reveal()}, which the
 * compiler allows only to callers that say why with {@link com.pazpaz.domain.phi.RevealsPhi}.
 */
@NullMarked
package com.pazpaz.domain.phi;

import org.jspecify.annotations.NullMarked;
