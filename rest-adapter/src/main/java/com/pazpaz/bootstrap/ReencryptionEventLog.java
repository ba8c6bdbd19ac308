package com.pazpaz.bootstrap;

import com.pazpaz.application.port.out.keys.ReencryptionEventPort;
import com.pazpaz.domain.model.ReencryptionState;
import com.pazpaz.domain.model.UserId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;

/** Writes what is done with re-encryptions into the server's log, one line in a form that machines read. */
final class ReencryptionEventLog implements ReencryptionEventPort {

    private static final Logger LOG = System.getLogger(ReencryptionEventLog.class.getName());

    @Override
    public void changed(UserId by, UUID reencryption, ReencryptionState state) {
        LOG.log(
                Level.INFO,
                "event=reencryption.change reencryption={0} state={1} user={2}",
                reencryption,
                state,
                by.value());
    }
}
