package com.pazpaz.application.port.in;

import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.PageRequest;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.FreeText;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Lists clients of the caller's workspace, by last name, then first name, then id; regardless of case and accents.
 */
public interface ListClientsUseCase {

    ClientPage list(Caller caller, Query query);

    /**
     * What is to be listed.
     *
     * @param includeInactive whether archived clients are listed too
     * @param search words that must all begin a word of the name, or be the e-mail address or telephone number
     */
    record Query(PageRequest page, boolean includeInactive, Optional<FreeText> search) {

        public Query {
            Objects.requireNonNull(page, "page");
            Objects.requireNonNull(search, "search");
        }
    }

    /**
     * One page of the list.
     *
     * @param clients those of the page that could be read, in order
     * @param unreadable those of the page whose stored record does not verify
     * @param total how many clients the whole list has
     */
    record ClientPage(List<Client> clients, List<ClientId> unreadable, long total, PageRequest request) {

        public ClientPage {
            clients = List.copyOf(clients);
            unreadable = List.copyOf(unreadable);
        }

        /** How many pages of this size the whole list fills. */
        public long totalPages() {
            return (total + request.size() - 1) / request.size();
        }
    }
}
