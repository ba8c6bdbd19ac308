package com.pazpaz.cli.bootstrap;

import com.pazpaz.application.port.out.crypto.CryptoMeterPort;

/** Nobody reads the metrics of a command. */
final class Uncounted implements CryptoMeterPort {

    @Override
    public void fieldsEncrypted(int count) {}

    @Override
    public void fieldsDecrypted(int count) {}

    @Override
    public void keyCacheHit() {}

    @Override
    public void keyCacheMiss() {}

    @Override
    public void failed(Failure kind) {}
}
