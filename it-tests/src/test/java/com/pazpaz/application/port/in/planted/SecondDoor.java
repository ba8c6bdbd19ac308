package com.pazpaz.application.port.in.planted;

import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.phi.Client;

/** A port through which plaintext becomes ciphertext, beside the one. */
public interface SecondDoor {

    EncryptedClient encrypt(Client client);
}
