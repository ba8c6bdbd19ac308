package com.pazpaz.cli;

import com.pazpaz.adapter.persistence.DatabaseRefusedException;
import com.pazpaz.application.port.in.AuditRetentionException;
import com.pazpaz.application.port.in.AuditTrailCutException;
import com.pazpaz.application.port.in.KeyConflictException;
import com.pazpaz.application.port.in.MigrationConflictException;
import com.pazpaz.application.port.in.ReencryptionConflictException;
import com.pazpaz.application.port.in.UnknownKeyException;
import com.pazpaz.application.port.out.keys.InvalidBackupException;
import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyExistsException;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.cli.terminal.ExitCodes;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what is thrown into a sentence and an exit code. Messages of unknown exceptions are not shown: they may quote. */
final class Failures implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        command.getErr().println(sentence(thrown));
        return thrown instanceof KeyStoreUnavailableException || thrown instanceof DatabaseUnavailableException
                ? ExitCodes.OUT_OF_REACH
                : ExitCodes.REFUSED;
    }

    private static String sentence(Exception thrown) {
        if (thrown instanceof UnknownKeyException) {
            return "There is no such key. List them: ./pazpaz keys list";
        }
        if (thrown instanceof DatabaseRefusedException) {
            return "The database refuses what this version of PazPaz asks of it. Is its schema up to date? ./pazpaz schema";
        }
        if (thrown instanceof DatabaseUnavailableException) {
            return "The database cannot be reached: check PAZPAZ_DB_HOST, PAZPAZ_DB_PORT, PAZPAZ_DB_PASSWORD, and its"
                    + " certificate";
        }
        if (thrown instanceof KeyConflictException
                || thrown instanceof KeyStoreUnavailableException
                || thrown instanceof InvalidKeyStoreException
                || thrown instanceof MissingKeyException
                || thrown instanceof KeyExistsException
                || thrown instanceof InvalidBackupException
                || thrown instanceof ReencryptionConflictException
                || thrown instanceof MigrationConflictException
                || thrown instanceof AuditRetentionException
                || thrown instanceof AuditTrailCutException
                || thrown instanceof IllegalArgumentException
                || thrown instanceof SchemaException) {
            return String.valueOf(thrown.getMessage());
        }
        return "This should not happen: " + thrown.getClass().getName()
                + ". Please report it, with what you were doing";
    }
}
