package com.pazpaz.application.service.planted;

import com.pazpaz.domain.phi.PersonName;
import com.pazpaz.domain.phi.Phi;
import java.util.Optional;
import java.util.function.Function;

/** Calls {@code reveal()} in each way that there is, without the mark. */
public final class RevealsSilently {

    private RevealsSilently() {}

    public static String inACall(PersonName name) {
        return name.reveal();
    }

    public static Optional<String> inALambda(Optional<Phi> phi) {
        return phi.map(value -> value.reveal());
    }

    public static Function<Phi, String> inAReference() {
        return Phi::reveal;
    }
}
