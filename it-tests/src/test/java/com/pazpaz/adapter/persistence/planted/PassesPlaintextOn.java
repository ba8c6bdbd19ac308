package com.pazpaz.adapter.persistence.planted;

import com.pazpaz.application.port.out.persistence.planted.PlaintextSource;
import java.util.function.Supplier;

/** Names no type of plaintext, and yet handles it: it is in the signatures of what is called, and nowhere else. */
public final class PassesPlaintextOn {

    private final PlaintextSource source;

    public PassesPlaintextOn(PlaintextSource source) {
        this.source = source;
    }

    public Object inACall() {
        return source.next();
    }

    public Object inALambda() {
        Supplier<Object> later = () -> source.next();
        return later.get();
    }

    public Supplier<Object> inAReference() {
        return source::next;
    }

    public Object inATypeArgument() {
        return source.all();
    }
}
