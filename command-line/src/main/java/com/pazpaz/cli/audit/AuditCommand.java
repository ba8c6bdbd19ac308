package com.pazpaz.cli.audit;

import picocli.CommandLine.Command;

/** What proves the audit trail, and shows what of it belongs to no workspace. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description =
                "Proves that the audit trail is as it was recorded, and lists what of it belongs to no workspace.",
        subcommands = {VerifyCommand.class, ListCommand.class})
public final class AuditCommand {}
