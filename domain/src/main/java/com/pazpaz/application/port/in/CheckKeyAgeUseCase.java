package com.pazpaz.application.port.in;

import com.pazpaz.domain.model.KeyVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Tells an operator when the active key is to be replaced: its cryptoperiod (NIST SP 800-57 Part 1 Rev. 5, section 5.3). */
public interface CheckKeyAgeUseCase {

    /**
     * The active key.
     *
     * @param age since its activation
     * @param replaceBy when it will have been active for as long as the policy allows
     * @param left until then; negative afterwards
     */
    record ActiveKeyAge(KeyVersion version, Duration age, Instant replaceBy, Duration left) {

        private static final Duration SOON = Duration.ofDays(30);

        /** Whether it is time to create another key. */
        public boolean isDue() {
            return left.compareTo(SOON) <= 0;
        }
    }

    /** Empty if no key is active. */
    Optional<ActiveKeyAge> active();
}
