package com.pazpaz.adapter.crypto;

import com.pazpaz.application.port.out.crypto.AdoptedCipherPort;
import com.pazpaz.application.port.out.crypto.AdoptedCipherPortContract;
import java.util.Map;
import java.util.TreeMap;

class PythonFieldCipherContractTest extends AdoptedCipherPortContract {

    @Override
    protected AdoptedCipherPort withKeys(String... names) {
        Map<String, String> settings = new TreeMap<>();
        for (String name : names) {
            settings.put("PAZPAZ_PYTHON_KEY_" + name, PythonKeysTest.keyFor(name));
        }
        return new PythonFieldCipher(settings, CryptoProvider.named(CryptoProvider.DEFAULT));
    }
}
