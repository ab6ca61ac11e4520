# Run once by `rails runner` in an empty instance: what an administrator would click together.
Setting.rest_api_enabled = '1'
Setting.notified_events = []
Setting.login_required = '1'

role = Role.create!(name: 'Member of a branch', permissions: %i[view_issues add_issues])
status = IssueStatus.create!(name: 'Present')
tracker = Tracker.create!(name: 'Check-in', default_status: status)
WorkflowTransition.create!(role: role, tracker: tracker, old_status_id: 0, new_status_id: status.id)
priority = IssuePriority.create!(name: 'Normal', is_default: true)

user = User.new(firstname: 'Member', lastname: 'One', mail: 'member@example.org', language: 'en')
user.login = 'member'
password = SecureRandom.hex(12)
user.password = user.password_confirmation = password
user.save!

projects = %w[meeting month].map do |name|
  project = Project.create!(name: name, identifier: name, is_public: false, tracker_ids: [tracker.id],
                            enabled_module_names: ['issue_tracking'])
  Member.create!(project: project, user: user, roles: [role])
  [name, project.id]
end.to_h
category = IssueCategory.create!(project_id: projects['meeting'], name: 'unit 1')

puts 'prepared: ' + {
  key: user.api_key, password: password, tracker: tracker.id, status: status.id, priority: priority.id, user: user.id,
  category: category.id, meeting: projects['meeting'], month: projects['month']
}.to_json
