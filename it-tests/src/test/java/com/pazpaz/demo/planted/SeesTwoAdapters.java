package com.pazpaz.demo.planted;

import com.pazpaz.adapter.crypto.planted.GuessesNonces;
import com.pazpaz.adapter.keystore.planted.MakesKeys;

/** Code that puts adapters together away from the bootstrap. */
public record SeesTwoAdapters(GuessesNonces nonces, MakesKeys keys) {}
