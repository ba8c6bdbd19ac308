package com.pazpaz.domain.phi.planted;

/** Can be extended. */
public class OpenType {}
