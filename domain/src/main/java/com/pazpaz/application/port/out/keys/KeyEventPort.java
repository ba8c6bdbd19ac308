package com.pazpaz.application.port.out.keys;

import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.UserId;

/** Is told what people do with keys, once it is done. */
public interface KeyEventPort {

    /** Someone brought a key into a state; {@link KeyState#PRE_ACTIVE} when it was created. */
    void changed(UserId by, KeyVersion version, KeyState state);
}
