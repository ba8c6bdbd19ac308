package com.pazpaz.application.service;

import com.pazpaz.application.port.out.audit.AuditExportPort;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Exports that live as long as this object. */
final class StoredExports implements AuditExportPort {

    final Map<YearMonth, List<Long>> finished = new TreeMap<>();

    @Override
    public Optional<Export> begin(YearMonth month) {
        return finished.containsKey(month) ? Optional.empty() : Optional.of(new Stored(month));
    }

    private final class Stored implements Export {

        private final YearMonth month;
        private final List<Long> positions = new ArrayList<>();

        Stored(YearMonth month) {
            this.month = month;
        }

        @Override
        public void add(long position, AuditedEvent event) {
            positions.add(position);
        }

        @Override
        public String finish() {
            finished.put(month, positions);
            return "sum-of-" + month;
        }

        @Override
        public String place() {
            return "export of " + month;
        }

        @Override
        public void close() {
            // What was not finished is not kept.
        }
    }
}
