package com.pazpaz.application.port.out.keys;

import com.pazpaz.domain.model.CompromiseReason;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.UserId;
import java.util.Optional;

/** Is told what people do with keys, once it is done. */
public interface KeyEventPort {

    /**
     * Someone brought a key into a state; {@link KeyState#PRE_ACTIVE} when it was created.
     *
     * @param reason why it is compromised, if that was said
     */
    void changed(UserId by, KeyVersion version, KeyState state, Optional<CompromiseReason> reason);
}
