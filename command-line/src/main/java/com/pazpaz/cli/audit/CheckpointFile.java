package com.pazpaz.cli.audit;

import com.pazpaz.application.port.in.VerifyAuditTrailUseCase.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the last checkpoint of a trail is kept. It may be the only proof of what the trail once had, so it is replaced in one
 * step, and only by that of a trail in which everything is as it was recorded.
 */
final class CheckpointFile {

    /** With which the line of a signature begins in a signed note (C2SP). */
    private static final String SIGNATURE = "— ";

    private final Path file;

    CheckpointFile(Path file) {
        this.file = file;
    }

    /**
     * The checkpoints that are in it, one after the other, each ending with the line of its signature.
     *
     * @throws IllegalArgumentException if it cannot be read, or has none
     */
    List<String> read() {
        List<String> checkpoints = new ArrayList<>();
        var next = new StringBuilder();
        try {
            for (String line : Files.readAllLines(file)) {
                next.append(line).append('\n');
                if (line.startsWith(SIGNATURE)) {
                    checkpoints.add(next.toString());
                    next.setLength(0);
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("The checkpoint in " + file + " cannot be read", e);
        }
        if (checkpoints.isEmpty() || !next.isEmpty()) {
            throw new IllegalArgumentException("There is no checkpoint in " + file + ", or not a whole one");
        }
        return checkpoints;
    }

    /**
     * Keeps the checkpoint instead of the one before.
     *
     * @return whether it did: not if the trail is not as it was recorded, or has no checkpoint yet
     * @throws UncheckedIOException if it cannot be written; the one before is kept
     */
    boolean save(Verdict verdict) {
        if (!verdict.isClean() || verdict.checkpoint().isEmpty()) {
            return false;
        }
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(
                    beside,
                    verdict.checkpoint().get(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("The checkpoint cannot be written to " + file, e);
        }
    }
}
