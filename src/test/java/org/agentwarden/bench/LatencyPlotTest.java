package org.agentwarden.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class LatencyPlotTest {

    @Test
    void eachCurveIsALineOfAWellFormedDrawing() throws Exception {
        Histogram histogram = new Histogram(3);
        for (int micros = 100; micros <= 100_000; micros += 100) {
            histogram.recordValue(micros);
        }
        String svg = LatencyPlot.svg(
                "A <title>", List.of(new LatencyPlot.Curve("a & b", histogram), new LatencyPlot.Curve("c", histogram)));

        Document drawing =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(drawing.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(drawing.getDocumentElement().getTextContent()).contains("A <title>", "a & b");
    }
}
