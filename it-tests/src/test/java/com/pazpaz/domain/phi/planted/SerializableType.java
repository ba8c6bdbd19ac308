package com.pazpaz.domain.phi.planted;

import java.io.Serializable;

/** Can be written to any stream. */
public final class SerializableType implements Serializable {}
