package com.pazpaz.bootstrap;

import com.pazpaz.application.port.out.keys.KeyEventPort;
import com.pazpaz.domain.model.CompromiseReason;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.UserId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Writes what is done with keys into the server's log, one line in a form that machines read. */
final class KeyEventLog implements KeyEventPort {

    private static final Logger LOG = System.getLogger(KeyEventLog.class.getName());

    @Override
    public void changed(UserId by, KeyVersion version, KeyState state, Optional<CompromiseReason> reason) {
        LOG.log(
                Level.INFO,
                "event=key.change key={0} state={1} user={2}{3}",
                version,
                state,
                by.value(),
                reason.map(why -> " reason=" + why.quoted()).orElse(""));
    }
}
