package org.agentwarden.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLineTest {

    @Test
    void plainCellsAreSeparatedByCommasAndEndedByACarriageReturnAndALineFeed() {
        assertThat(CsvLine.of(List.of("a", "", "b.c*"))).isEqualTo("a,,b.c*\r\n");
    }

    @Test
    void whatWouldEndACellIsQuotedAndQuotesAreDoubled() {
        assertThat(CsvLine.of(List.of("a,b", "say \"no\"", "two\nlines", "two\r\nlines")))
                .isEqualTo("\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",\"two\r\nlines\"\r\n");
    }

    @Test
    void jsonOutlivesTheQuoting() {
        assertThat(CsvLine.of(List.of("{\"a\":\"b\"}"))).isEqualTo("\"{\"\"a\"\":\"\"b\"\"}\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "\uff1d1",
                "\uff0b1",
                "\uff0d1",
                "\uff201"
            })
    void whatASpreadsheetWouldComputeBecomesText(String formula) {
        assertThat(CsvLine.of(List.of(formula, "x"))).isEqualTo("\"'" + formula + "\",x\r\n");
    }

    @Test
    void aFormulaWithQuotesIsStillOneCell() {
        assertThat(CsvLine.of(List.of("=HYPERLINK(\"http://evil\",\"ok\")")))
                .isEqualTo("\"'=HYPERLINK(\"\"http://evil\"\",\"\"ok\"\")\"\r\n");
    }
}
