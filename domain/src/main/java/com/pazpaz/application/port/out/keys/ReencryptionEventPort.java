package com.pazpaz.application.port.out.keys;

import com.pazpaz.domain.model.ReencryptionState;
import com.pazpaz.domain.model.UserId;
import java.util.UUID;

/** Is told what people do with re-encryptions, once it is done. */
public interface ReencryptionEventPort {

    /** Someone started, paused, resumed or stopped a re-encryption. */
    void changed(UserId by, UUID reencryption, ReencryptionState state);
}
