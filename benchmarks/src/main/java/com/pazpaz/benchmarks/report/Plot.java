package com.pazpaz.benchmarks.report;

import com.pazpaz.benchmarks.Measurements;
import com.pazpaz.benchmarks.Operation;
import com.pazpaz.benchmarks.Subject;
import com.pazpaz.benchmarks.Workload;
import com.pazpaz.benchmarks.contender.Contender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** One operation's times over the size of the field, both logarithmic, as SVG. */
final class Plot {

    private static final int WIDTH = 1_000;
    private static final int HEIGHT = 600;

    private final Measurements measurements;

    Plot(Measurements measurements) {
        this.measurements = measurements;
    }

    void write(Operation operation, Path file) throws IOException {
        var chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Time to " + operation.label() + " one field")
                .xAxisTitle("bytes of text")
                .yAxisTitle("nanoseconds")
                .build();
        chart.getStyler()
                .setXAxisLogarithmic(true)
                .setYAxisLogarithmic(true)
                .setLegendPosition(LegendPosition.OutsideE);
        for (Contender contender : Contender.values()) {
            addSeries(chart, contender, operation);
        }
        try (var out = Files.newOutputStream(file)) {
            VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
        }
    }

    private void addSeries(XYChart chart, Contender contender, Operation operation) {
        List<Integer> sizes = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        for (Workload workload : Workload.values()) {
            if (workload.isField()) {
                measurements.score(new Subject(contender, operation, workload)).ifPresent(score -> {
                    sizes.add(workload.bytes());
                    times.add(score.median());
                });
            }
        }
        if (!sizes.isEmpty()) {
            chart.addSeries(contender.label(), sizes, times);
        }
    }
}
