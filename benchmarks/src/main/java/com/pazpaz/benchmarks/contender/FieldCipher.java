package com.pazpaz.benchmarks.contender;

/** Encrypts one field at a time, either as text or as bytes. Confined to one thread. */
public sealed interface FieldCipher permits TextCipher, ByteCipher {}
