package com.pazpaz.architecture;

/** The packages that the rules speak of. Each must hold production code, or a rule about it would pass unseen. */
final class Packages {

    static final String EVERYTHING = "com.pazpaz..";

    static final String DOMAIN = "com.pazpaz.domain..";
    static final String MODEL = "com.pazpaz.domain.model..";
    static final String PLAINTEXT = "com.pazpaz.domain.phi..";
    static final String CIPHERTEXT = "com.pazpaz.domain.encrypted..";

    static final String APPLICATION = "com.pazpaz.application..";
    static final String PORTS = "com.pazpaz.application.port..";
    static final String KEY_PORTS = "com.pazpaz.application.port.out.keys..";
    static final String PERSISTENCE_PORTS = "com.pazpaz.application.port.out.persistence..";
    static final String AUDIT_PORTS = "com.pazpaz.application.port.out.audit..";
    static final String SERVICES = "com.pazpaz.application.service..";

    static final String ADAPTERS = "com.pazpaz.adapter..";
    static final String CRYPTO = "com.pazpaz.adapter.crypto..";
    static final String KEY_STORES = "com.pazpaz.adapter.keystore..";
    static final String BACKUPS = "com.pazpaz.adapter.backup..";
    static final String PERSISTENCE = "com.pazpaz.adapter.persistence..";
    static final String SCHEMA = "com.pazpaz.adapter.persistence.schema..";
    static final String MIGRATION = "com.pazpaz.adapter.migration..";
    static final String REST = "com.pazpaz.adapter.rest..";

    static final String BOOTSTRAP = "com.pazpaz.bootstrap..";
    static final String COMMAND_LINE = "com.pazpaz.cli..";
    static final String COMMAND_LINE_BOOTSTRAP = "com.pazpaz.cli.bootstrap..";
    static final String DEMO = "com.pazpaz.demo..";

    private Packages() {}
}
