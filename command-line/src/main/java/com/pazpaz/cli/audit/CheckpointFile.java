package com.pazpaz.cli.audit;

import com.pazpaz.application.port.in.VerifyAuditTrailUseCase.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Where the last checkpoint of a trail is kept. It may be the only proof of what the trail once had, so it is replaced in one
 * step, and only by that of a trail in which everything is as it was recorded.
 */
final class CheckpointFile {

    private final Path file;

    CheckpointFile(Path file) {
        this.file = file;
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
