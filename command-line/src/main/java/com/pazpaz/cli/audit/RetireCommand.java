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
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
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
                        + " PAZPAZ_DB_OWNER_PASSWORD: the application can remove nothing.",
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {
            "0:no month before that one is in the trail any more",
            "1:refused, as it says; months that it named before are retired, the others are as they were",
            "2:wrong command line",
            "3:the database or the key store is out of reach; the same holds for the months"
        })
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
            PrintWriter out = spec.commandLine().getOut();
            if (retire(installation, out)) {
                out.println("Check a copy of an export at any time: ./pazpaz audit verify --export FILE");
            } else {
                out.println("The trail has no month before " + before + ".");
            }
            out.flush();
            return ExitCodes.OK;
        }
    }

    /** Says at once what was retired, and seals the proofs, whatever becomes of the months after. */
    private boolean retire(Installation installation, PrintWriter out) {
        var any = new AtomicBoolean();
        try {
            installation.retention(new ExportDirectory(directory)).retire(Operator.caller(), before, month -> {
                any.set(true);
                out.println(line(month));
                out.flush();
            });
        } finally {
            installation.sealAuditTrail();
        }
        return any.get();
    }

    private static String line(RetiredMonth month) {
        return month.month() + ": " + month.events() + " events, now in " + month.export();
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
