package com.pazpaz.application.service;

import com.pazpaz.application.port.in.ViewClientUseCase;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.phi.Client;
import java.util.Optional;

/** Shows clients: read, then decrypt. */
public final class ViewClientService implements ViewClientUseCase {

    private final EncryptionPort encryption;
    private final EncryptedClientRepository repository;

    public ViewClientService(EncryptionPort encryption, EncryptedClientRepository repository) {
        this.encryption = encryption;
        this.repository = repository;
    }

    @Override
    public Optional<Client> view(Caller caller, ClientId id) {
        return repository.find(caller.workspace(), id).map(encryption::decrypt);
    }
}
