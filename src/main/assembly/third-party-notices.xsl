<?xml version="1.0" encoding="UTF-8"?>
<!-- Makes the list of the libraries that are shipped, with their licences, of the CycloneDX bill of materials. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:bom="http://cyclonedx.org/schema/bom/1.6" exclude-result-prefixes="bom">
  <xsl:output method="text" encoding="UTF-8" />
  <xsl:template match="/">
    <xsl:text>AgentWarden Server is licensed under the Apache License 2.0. It ships these libraries under their own licences:&#10;&#10;</xsl:text>
    <xsl:for-each select="bom:bom/bom:components/bom:component">
      <xsl:sort select="concat(bom:group, ':', bom:name)" />
      <xsl:value-of select="concat(bom:group, ':', bom:name, ' ', bom:version, &quot;&#10;&quot;)" />
      <xsl:for-each select="bom:licenses/bom:license | bom:licenses/bom:expression">
        <xsl:value-of select="concat('    ', (bom:id | bom:name | self::bom:expression)[1])" />
        <xsl:if test="bom:url">
          <xsl:value-of select="concat('  ', bom:url)" />
        </xsl:if>
        <xsl:text>&#10;</xsl:text>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
