package com.pazpaz.cli.audit;

import picocli.CommandLine.Command;

/** What is done with the audit trail as a whole. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description =
                "Proves that the audit trail is as it was recorded, lists what of it belongs to no workspace, and retires"
                        + " what need not be kept.",
        subcommands = {VerifyCommand.class, ListCommand.class, RetireCommand.class})
public final class AuditCommand {}
