package com.pazpaz.cli.audit;

import com.pazpaz.application.port.in.RetireAuditMonthsUseCase.RetiredMonth;
import com.pazpaz.cli.bootstrap.Installation;
import com.pazpaz.cli.terminal.ExitCodes;
import com.pazpaz.cli.terminal.Operator;
import com.pazpaz.cli.terminal.SettingsOption;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Takes months out of the trail that need not be kept any longer. */
@Command(
        name = "retire",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description =
                "Exports the months before a given one, records what they had, and takes them out of the database."
                        + " Verifies the whole trail first. Refused for months that must be kept: six years, unless"
                        + " PAZPAZ_AUDIT_RETENTION_YEARS says otherwise. Reads PAZPAZ_DB_OWNER and"
                        + " PAZPAZ_DB_OWNER_PASSWORD: the application can remove nothing.")
final class RetireCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Option(
            names = "--before",
            required = true,
            paramLabel = "YYYY-MM",
            description = "The earliest month that stays.",
            converter = MonthConverter.class)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private YearMonth before;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIRECTORY",
            description = "Where the exports are written, a file a month. Keep them as you must keep the trail.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path directory;

    @Override
    public Integer call() {
        try (Installation installation = Installation.of(settings.read())) {
            installation.refresh();
            installation.sealAuditTrail();
            List<RetiredMonth> retired =
                    installation.retention(new ExportDirectory(directory)).retire(Operator.caller(), before);
            installation.sealAuditTrail();
            PrintWriter out = spec.commandLine().getOut();
            retired.forEach(
                    month -> out.println(month.month() + ": " + month.events() + " events, now in " + month.export()));
            out.println(
                    retired.isEmpty()
                            ? "The trail has no month before " + before + "."
                            : "Check a copy of an export at any time: ./pazpaz audit verify --export FILE");
            out.flush();
            return ExitCodes.OK;
        }
    }

    /** Months as people write them. */
    static final class MonthConverter implements ITypeConverter<YearMonth> {

        @Override
        public YearMonth convert(String text) {
            try {
                return YearMonth.parse(text);
            } catch (DateTimeException e) {
                throw new TypeConversionException("a month is written YYYY-MM");
            }
        }
    }
}
