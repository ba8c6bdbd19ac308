package com.pazpaz.cli.terminal;

import com.pazpaz.domain.model.CompromiseReason;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.UserId;
import java.util.Optional;

/** A line about a key in the form of the server's log, with the operator's name on this machine. */
public final class KeyEventLine {

    private KeyEventLine() {}

    public static String of(UserId by, KeyVersion version, KeyState state, Optional<CompromiseReason> reason) {
        return "event=key.change key=" + version + " state=" + state + " user=" + by.value() + " operator="
                + Operator.name() + reason.map(why -> " reason=" + why.quoted()).orElse("");
    }
}
