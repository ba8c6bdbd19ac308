package com.pazpaz.cli.audit;

import picocli.CommandLine.Command;

/** What proves the audit trail. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = "Proves that the audit trail is as it was recorded.",
        subcommands = VerifyCommand.class)
public final class AuditCommand {}
