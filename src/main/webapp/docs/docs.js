window.SwaggerUIBundle({
  url: '../openapi',
  dom_id: '#api',
  deepLinking: true,
  validatorUrl: null, // nobody else is asked about the document
});
