package com.pazpaz.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Rows of cells as lines of text, each column as wide as its widest cell. */
public final class Columns {

    private static final String GAP = "  ";
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private Columns() {}

    /** The rows as lines. Control characters are shown as question marks: names come from elsewhere. */
    public static List<String> align(List<List<String>> cells) {
        List<List<String>> rows = cells.stream()
                .map(row -> row.stream()
                        .map(cell -> CONTROL.matcher(cell).replaceAll("?"))
                        .toList())
                .toList();
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i))
                        .append(" ".repeat(widths[i] - row.get(i).length()))
                        .append(GAP);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
