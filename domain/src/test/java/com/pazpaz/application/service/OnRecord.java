package com.pazpaz.application.service;

import com.pazpaz.application.port.out.audit.InMemoryAuditEventRepository;
import com.pazpaz.application.port.out.crypto.FakeEventAuthentication;
import com.pazpaz.application.port.out.persistence.NoTransactions;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.phi.Clients;
import java.util.List;

/** Access control with a trail that a test can look at. */
public final class OnRecord {

    private final FakeEventAuthentication authentication = new FakeEventAuthentication();
    private final InMemoryAuditEventRepository trail = new InMemoryAuditEventRepository();
    private final AccessControl access = new AccessControl(authentication, trail, new NoTransactions(), Clients.CLOCK);

    public AccessControl access() {
        return access;
    }

    public FakeEventAuthentication authentication() {
        return authentication;
    }

    public InMemoryAuditEventRepository trail() {
        return trail;
    }

    public List<AuditEvent> events() {
        return trail.all();
    }

    public AuditEvent last() {
        return trail.last();
    }
}
