/// Finds, at start, the names in templates that lead nowhere: mustache itself renders them as nothing.
struct TemplateCheck {
    let templates: [String: String]
    let help: Help

    func run() throws {
        for (template, text) in templates {
            for match in text.matches(of: #/\{\{>\s*([\w\-\/]+)/#) where templates[String(match.1)] == nil {
                throw SiteError.unknownPartial(template: template, name: String(match.1))
            }
            for match in text.matches(of: #/\{\{\{\s*aide\.([\w\-]+)/#) where help[String(match.1)] == nil {
                throw SiteError.unknownHelp(template: template, key: String(match.1))
            }
        }
    }
}
